import type { TracingPorts } from '../app.ts';

/** What `createApi` takes a default for. */
const optionalPorts: readonly PropertyKey[] = ['observer'];

/** The ports that a test is about; of the others there is nothing in them. */
export function partialPorts(ports: Partial<TracingPorts>): TracingPorts {
  return new Proxy(ports as TracingPorts, {
    get(target, name) {
      const isLeftOut = typeof name === 'string' && !(name in target) && !optionalPorts.includes(name);
      return isLeftOut ? {} : Reflect.get(target, name);
    },
  });
}
