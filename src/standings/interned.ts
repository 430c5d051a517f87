/** Gives equal values one number, so that what a hundred thousand people share is kept once. */
export const createInterned = <T extends object>() => {
  const values: T[] = [];
  const byText = new Map<string, number>();
  const byObject = new WeakMap<T, number>();

  const numberByText = (value: T): number => {
    const text = JSON.stringify(value);
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, values.length);
    return values.push(value) - 1;
  };

  return {
    values: values as readonly T[],
    numberOf: (value: T): number => {
      const number = byObject.get(value) ?? numberByText(value);
      byObject.set(value, number);
      return number;
    },
  };
};

export type Interned<T extends object> = ReturnType<typeof createInterned<T>>;
