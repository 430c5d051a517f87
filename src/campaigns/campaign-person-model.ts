import { Schema, type Connection, type Types } from 'mongoose';

/**
 * `writing`: the write is about to be made, or has been and its outcome is not noted yet. `hindered`:
 * something stands in the way that IT has to see to. `failed`: the directory said no. `left`: the
 * person has left the organisation.
 */
const personStates = [
  'waiting',
  'writing',
  'written',
  'done',
  'hindered',
  'failed',
  'left',
] as const;
export type PersonState = (typeof personStates)[number];

/** Somebody who is left alone for a while. */
export interface Exemption {
  reason: string;
  /** Last day of it, in Sweden. */
  until: string;
  by: string;
}

/** A person in a campaign: all that is known of how far they have come, in one document. */
export interface CampaignPersonRecord {
  _id: Types.ObjectId;
  campaignId: string;
  employeeId: string;
  wave: number;
  unitIds: string[];
  unitPath: string[];
  sortName: string;
  state: PersonState;
  /** Of a dry run: what would stand in the way. Later: what stands there, or why the directory said no. */
  cause: string | null;
  accountId: string | null;
  login: string | null;
  /** What the directory said before our write: how a write is known again after a crash. */
  before: { setAt: Date | null; mustChange: boolean } | null;
  begunAt: Date | null;
  wroteAt: Date | null;
  /** The moment of our own write, by the directory's clock, where it counts as a change there. */
  ownWriteAt: Date | null;
  doneAt: Date | null;
  tries: number;
  /** Not tried before, after a directory that did not answer. */
  dueAt: Date;
  /** Which process is at it, if any, and under which of its claims. */
  worker: string | null;
  holder: string | null;
  exemption: Exemption | null;
  /** Revision of the campaign whose dry run last saw the person. */
  seenBy: number;
}

const date = { type: Date, default: null };
const long = new Date(0);

const exemptionSchema = new Schema<Exemption>(
  {
    reason: { type: String, required: true },
    until: { type: String, required: true },
    by: { type: String, required: true },
  },
  { _id: false },
);

const beforeSchema = new Schema<NonNullable<CampaignPersonRecord['before']>>(
  { setAt: date, mustChange: { type: Boolean, default: false } },
  { _id: false },
);

const schema = new Schema<CampaignPersonRecord>(
  {
    campaignId: { type: String, required: true },
    employeeId: { type: String, required: true },
    wave: { type: Number, required: true },
    unitIds: [String],
    unitPath: [String],
    sortName: { type: String, default: '' },
    state: { type: String, enum: personStates, default: 'waiting' },
    cause: { type: String, default: null },
    accountId: { type: String, default: null },
    login: { type: String, default: null },
    before: { type: beforeSchema, default: null },
    begunAt: date,
    wroteAt: date,
    ownWriteAt: date,
    doneAt: date,
    tries: { type: Number, default: 0 },
    dueAt: { type: Date, default: long },
    worker: { type: String, default: null },
    holder: { type: String, default: null },
    exemption: { type: exemptionSchema, default: null },
    seenBy: { type: Number, default: 0 },
  },
  { collection: 'campaign-people', versionKey: false },
);
schema.index({ campaignId: 1, employeeId: 1 }, { unique: true });
schema.index({ campaignId: 1, state: 1, wave: 1, sortName: 1 });
schema.index({ campaignId: 1, accountId: 1 });
schema.index({ holder: 1 });

export const campaignPersonModel = (connection: Connection) =>
  connection.model<CampaignPersonRecord>('CampaignPerson', schema);
