/** The value of an attribute. */
type Item = (name: string) => unknown;
type Check = (item: Item) => boolean;

interface Parameters {
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** The part of DynamoDB's condition expressions that searches use, as a function of an item. */
export function compileCondition(expression: string, parameters: Parameters): Check {
  const tokens = expression.match(/[#:][\w-]+|\w+|<=|>=|[()<>=,]/g) ?? [];
  let position = 0;
  const peek = () => tokens[position] ?? '';
  const next = () => tokens[position++] ?? '';
  const value = () => parameters.values[next()];
  const attribute = () => {
    const name = next();
    return parameters.names[name] ?? name;
  };

  function any(): Check {
    const parts = [all()];
    while (peek() === 'OR') {
      next();
      parts.push(all());
    }
    return (item) => parts.some((part) => part(item));
  }

  function all(): Check {
    const parts = [one()];
    while (peek() === 'AND') {
      next();
      parts.push(one());
    }
    return (item) => parts.every((part) => part(item));
  }

  function one(): Check {
    if (peek() === 'NOT') {
      next();
      const negated = one();
      return (item) => !negated(item);
    }
    if (peek() !== '(') return term();
    next();
    const inner = any();
    next();
    return inner;
  }

  function term(): Check {
    if (peek() === 'contains' || peek() === 'attribute_type') return call(next());
    if (peek() === 'size') {
      next();
      next();
      const list = attribute();
      next();
      return comparison((item) => sizeOf(item(list)));
    }
    const name = attribute();
    return comparison((item) => item(name));
  }

  function call(name: string): Check {
    next();
    const on = attribute();
    next();
    const operand = value();
    next();
    if (name === 'attribute_type') return (item) => typeof item(on) === (operand === 'S' ? 'string' : 'number');
    return (item) => {
      const list = item(on);
      return Array.isArray(list) && list.includes(operand);
    };
  }

  function comparison(read: (item: Item) => unknown): Check {
    const operator = next();
    const operand = value() as string | number;
    if (operator === 'BETWEEN') {
      next();
      const upper = value() as string;
      return (item) => {
        const actual = read(item);
        return typeof actual === 'string' && actual >= String(operand) && actual <= upper;
      };
    }
    return (item) => {
      const actual = read(item);
      return typeof actual === typeof operand && compares(actual as number, operator, operand as number);
    };
  }

  return any();
}

function compares(actual: number, operator: string, operand: number): boolean {
  if (operator === '=') return actual === operand;
  if (operator === '>') return actual > operand;
  if (operator === '>=') return actual >= operand;
  return operator === '<' ? actual < operand : actual <= operand;
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}
