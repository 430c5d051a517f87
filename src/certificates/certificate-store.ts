import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import {
  certificateModel,
  type CertificateRecord,
  type CertifiedModule,
} from './certificate-model.ts';

export type Certificate = Omit<CertificateRecord, '_id' | 'employeeId' | 'auditNumber'> & {
  id: string;
  employeeId: string;
  madeAt: Date;
  /** Does it stand in the log? */
  inLog: boolean;
};

export type NewCertificate = Omit<Certificate, 'id' | 'madeAt' | 'inLog'>;

const moduleOf = ({ title, completedAt }: CertifiedModule): CertifiedModule => ({
  title: { sv: title.sv, en: title.en },
  completedAt,
});

const certificateOf = (record: CertificateRecord): Certificate => ({
  id: record._id.toHexString(),
  employeeId: String(record.employeeId),
  madeAt: record._id.getTimestamp(),
  basis: record.basis,
  serial: record.serial,
  name: record.name,
  modules: record.modules.map(moduleOf),
  completedAt: record.completedAt,
  validUntil: record.validUntil,
  inLog: record.auditNumber !== undefined,
});

/** Certificates are added and read; what one says is never changed. */
export const createCertificateStore = (connection: Connection) => {
  const certificates = certificateModel(connection);
  const inLog = { auditNumber: { $exists: true } };
  return {
    /** Removes those of these people, names and all; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await certificates.deleteMany({ employeeId: { $in: [...employeeIds] } });
    },

    /** The one certificate of these completions: this one, or what was there before it. */
    add: async (
      certificate: NewCertificate,
    ): Promise<{ certificate: Certificate; added: boolean }> => {
      try {
        const record = (await certificates.create(certificate)).toObject();
        return { certificate: certificateOf(record), added: true };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const { employeeId, basis } = certificate;
        const held = await certificates.findOne({ employeeId, basis }).lean();
        if (!held) throw error;
        return { certificate: certificateOf(held), added: false };
      }
    },

    markInLog: async (id: string, auditNumber: number): Promise<void> => {
      await certificates.updateOne(
        { _id: id, auditNumber: { $exists: false } },
        { $set: { auditNumber } },
      );
    },

    findBySerial: async (serial: string): Promise<Certificate | null> => {
      const found = await certificates.findOne({ serial, ...inLog }).lean();
      return found && certificateOf(found);
    },

    /** A person's own, the latest first. */
    ofEmployee: async (employeeId: string): Promise<Certificate[]> =>
      (
        await certificates
          .find({ employeeId, ...inLog })
          .sort({ completedAt: -1 })
          .lean()
      ).map(certificateOf),
  };
};

export type CertificateStore = ReturnType<typeof createCertificateStore>;
