type Check<Item> = (item: Item) => boolean;

interface Parameters<Item> {
  names: Record<string, string>;
  values: Record<string, unknown>;
  /** How an attribute of an item is read. */
  reader(name: string): (item: Item) => unknown;
}

/** The part of DynamoDB's condition expressions that searches use, as a function of an item. */
export function compileCondition<Item>(expression: string, parameters: Parameters<Item>): Check<Item> {
  const tokens = expression.match(/[#:][\w-]+|\w+|<=|>=|[()<>=,]/g) ?? [];
  let position = 0;
  const peek = () => tokens[position] ?? '';
  const next = () => tokens[position++] ?? '';
  const value = () => parameters.values[next()];
  const attribute = () => {
    const name = next();
    return parameters.reader(parameters.names[name] ?? name);
  };

  function any(): Check<Item> {
    const parts = [all()];
    while (peek() === 'OR') {
      next();
      parts.push(all());
    }
    return (item) => parts.some((part) => part(item));
  }

  function all(): Check<Item> {
    const parts = [one()];
    while (peek() === 'AND') {
      next();
      parts.push(one());
    }
    return (item) => parts.every((part) => part(item));
  }

  function one(): Check<Item> {
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

  function term(): Check<Item> {
    if (peek() === 'contains' || peek() === 'attribute_type') return call(next());
    if (peek() === 'size') {
      next();
      next();
      const list = attribute();
      next();
      return comparison((item) => sizeOf(list(item)));
    }
    return comparison(attribute());
  }

  function call(name: string): Check<Item> {
    next();
    const on = attribute();
    next();
    const operand = value();
    next();
    if (name === 'attribute_type') return (item) => typeof on(item) === (operand === 'S' ? 'string' : 'number');
    return (item) => {
      const list = on(item);
      return Array.isArray(list) && list.includes(operand);
    };
  }

  function comparison(read: (item: Item) => unknown): Check<Item> {
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
