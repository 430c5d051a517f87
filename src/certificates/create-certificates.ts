import type { Audit } from '../audit/index.ts';
import type { CompletedModule, CompletionService } from '../completion/index.ts';
import { basisOf, certificateOf } from './certificate-of.ts';
import type { Certificate, CertificateStore } from './certificate-store.ts';
import { readSerial } from './serial.ts';

/** So long after it was made, whoever made it is no longer about to log it. */
const underWayMs = 10_000;

const isUnderWay = ({ madeAt }: Certificate): boolean => Date.now() - madeAt.getTime() < underWayMs;

/** The modules a person has done, and a certificate of them all when the course is done. */
export const createCertificates = ({
  store,
  completion,
  audit,
  validDays,
}: {
  store: CertificateStore;
  completion: Pick<CompletionService, 'course' | 'correctedRoundsOf'>;
  audit: Audit;
  /** Days that a certificate is valid from when the last module was done, where nothing is renewed. */
  validDays: number;
}) => {
  const doneOf = async (employeeId: string) => {
    const { modules, sum } = await completion.course.overview(employeeId);
    const done = modules.flatMap((one): CompletedModule[] => (one.state === 'done' ? [one] : []));
    return { done, isAll: sum.status === 'done', until: sum.validUntil };
  };

  return {
    /** What the page of a person's own records shows. */
    own: async (employeeId: string) => {
      const [{ done, isAll }, certificates] = await Promise.all([
        doneOf(employeeId),
        store.ofEmployee(employeeId),
      ]);
      const basis = basisOf(done);
      const mayIssue = isAll && certificates.every((one) => one.basis !== basis);
      return { done, certificates, mayIssue };
    },

    /**
     * Makes the certificate of the course as it is done now, once; none while something is left.
     * What a crash left unlogged is logged when it is asked for again.
     */
    issue: async (person: { id: string; name: string }): Promise<void> => {
      const { done, isAll, until } = await doneOf(person.id);
      if (!isAll) return;
      const { certificate, added } = await store.add(
        certificateOf(person, done, until ?? validDays),
      );
      if (!added && (certificate.inLog || isUnderWay(certificate))) return;
      const number = await audit.record({
        action: 'certificate.issued',
        actor: person.id,
        target: person.id,
        result: 'ok',
        details: { certificate: certificate.id },
      });
      await store.markInLog(certificate.id, number);
    },

    /** A person's own certificate, or null. */
    find: async (employeeId: string, serial: string): Promise<Certificate | null> => {
      const found = await store.findBySerial(serial);
      return found?.employeeId === employeeId ? found : null;
    },

    /**
     * The certificate with this serial, however it was typed; for anyone who holds the paper. It is
     * withdrawn when a completion that it is of was corrected away.
     */
    verify: async (typed: string): Promise<(Certificate & { isWithdrawn: boolean }) | null> => {
      const serial = readSerial(typed);
      const found = serial === null ? null : await store.findBySerial(serial);
      if (!found) return null;
      const corrected = await completion.correctedRoundsOf(found.employeeId);
      const isWithdrawn = found.basis.split(' ').some((round) => corrected.has(round));
      return { ...found, isWithdrawn };
    },
  };
};

export type Certificates = ReturnType<typeof createCertificates>;
