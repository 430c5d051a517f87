/** Each word begins one of the person's names, in any order and however the list writes them. */
const named = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => ({ searchName: { $regex: `(^|[ -])${RegExp.escape(word)}` } }));

/** The condition on employees for what was typed into a search field: names, or the employee number. */
export const searchedBy = (text: string) => {
  const names = named(text);
  return { $or: [{ employeeNumbers: text }, ...(names.length > 0 ? [{ $and: names }] : [])] };
};
