import type { Audit, AuditReader } from '../audit/index.ts';
import type { CompletionService } from '../completion/index.ts';
import type { Employee, EmployeeStore } from '../employees/index.ts';
import type { CertificateStore } from './certificate-store.ts';

export interface OwnDataDeps {
  employees: Pick<EmployeeStore, 'findById'>;
  unitNames: () => Promise<Map<string, string>>;
  completion: Pick<CompletionService, 'recordsOf'>;
  certificates: Pick<CertificateStore, 'ofEmployee'>;
  /** What the portal has sent the person, and what became of it. */
  messagesOf: (id: string) => Promise<readonly object[]>;
  /** The codes and the sheet that the person can log in with, and what became of them. */
  codesOf: (id: string) => Promise<readonly object[]>;
  reader: Pick<AuditReader, 'matching'>;
  audit: Audit;
}

const personOf = (employee: Employee, unitNames: Map<string, string>) => {
  const { unitIds, unitPath, contact, employments, ...person } = employee;
  const named = (ids: readonly string[]) => ids.map((id) => unitNames.get(id) ?? id);
  return {
    person: {
      ...person,
      units: named(unitIds),
      unitsWithThoseAbove: named(unitPath),
      employments: employments.map((one) => {
        const { unitIds: own, unitPath: path, ...employment } = one;
        return { ...employment, units: named(own), unitsWithThoseAbove: named(path) };
      }),
    },
    privateContact: contact,
  };
};

/** What the log says of the person. Who else did something, and from where, is about others. */
const logOf = async (reader: OwnDataDeps['reader'], id: string) => {
  const all = { actions: undefined, result: undefined, from: undefined, until: undefined };
  const log = [];
  for await (const record of reader.matching({ ...all, people: [id] })) {
    const { _id: number, at, action, result, code, details, actor, target, address } = record;
    const isOwn = actor === id;
    const about = target === id ? 'you' : undefined;
    const by = isOwn ? 'you' : 'somebody else, or the portal';
    log.push({ number, at, action, result, code, by, about, ...(isOwn && { details, address }) });
  }
  return log;
};

/**
 * Everything the portal has on record about a person, for themselves (GDPR, articles 15 and 20).
 * What only serves to recognise them, the code made of their personal number and their sessions'
 * keys, is left out. Null when there is no such person.
 */
export const createOwnData = (deps: OwnDataDeps) => async (id: string) => {
  const { employees, unitNames, completion, certificates, reader, audit } = deps;
  const [employee, names] = await Promise.all([employees.findById(id), unitNames()]);
  if (!employee) return null;
  await audit.record({ action: 'data.exported', actor: id, target: id, result: 'ok' });
  const [records, own, codes, messages, log] = await Promise.all([
    completion.recordsOf(id),
    certificates.ofEmployee(id),
    deps.codesOf(id),
    deps.messagesOf(id),
    logOf(reader, id),
  ]);
  return { ...personOf(employee, names), ...records, certificates: own, codes, messages, log };
};

export type OwnData = ReturnType<typeof createOwnData>;
