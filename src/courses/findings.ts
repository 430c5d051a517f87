/** What is wrong in the content, and where. A warning does not stop the portal. */
export interface Finding {
  severity: 'fault' | 'warning';
  file: string;
  line: number;
  text: string;
}

/** Collects everything that is found, so that an author sees all of it at once. */
export const createFindings = () => {
  const all: Finding[] = [];
  const add =
    (severity: Finding['severity']) =>
    (file: string, line: number, text: string): void => {
      all.push({ severity, file, line, text });
    };
  return {
    fault: add('fault'),
    warning: add('warning'),
    sorted: (): Finding[] =>
      all.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
  };
};

export type Findings = ReturnType<typeof createFindings>;

export const findingLine = ({ severity, file, line, text }: Finding): string =>
  `${file}:${line} ${severity}: ${text}`;
