import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './get-started.module.css';

export function Step(props: { number: number; title: string; isDone: boolean; text: ReactNode; children: ReactNode }) {
  return (
    <li className={styles['step']} data-done={props.isDone}>
      <span className={styles['number']}>
        {props.isDone ? <Check size={14} aria-label={`Step ${props.number}, done`} /> : props.number}
      </span>
      <div className={styles['body']}>
        <h2>{props.title}</h2>
        <p className={styles['text']}>{props.text}</p>
        {props.children}
      </div>
    </li>
  );
}
