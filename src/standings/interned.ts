/** Gives equal values one number, so that what a hundred thousand people share is kept once. */
export const createInterned = <T extends object>() => {
  const values: T[] = [];
  const byText = new Map<string, number>();
  // Of the values themselves only: what is equal to one of them is forgotten.
  const byValue = new Map<T, number>();

  const add = (value: T, text: string): number => {
    const number = values.push(value) - 1;
    byText.set(text, number);
    byValue.set(value, number);
    return number;
  };

  const numberByText = (value: T): number => {
    const text = JSON.stringify(value);
    return byText.get(text) ?? add(value, text);
  };

  return {
    values: values as readonly T[],
    numberOf: (value: T): number => byValue.get(value) ?? numberByText(value),
  };
};

export type Interned<T extends object> = ReturnType<typeof createInterned<T>>;
