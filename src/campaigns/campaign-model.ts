import { Schema, type Connection, type Types } from 'mongoose';

/**
 * `trying`: the dry run is being made. `tried`: it can be read, and approved by somebody else.
 * `approved`: waits for its first wave.
 */
const campaignStates = [
  'draft',
  'trying',
  'tried',
  'approved',
  'running',
  'paused',
  'closed',
] as const;
export type CampaignState = (typeof campaignStates)[number];

/** `portal`: nothing is written in the directory, the portal alone asks for the new login. */
export const methods = ['portal', 'must-change', 'unusable'] as const;
export type Method = (typeof methods)[number];

export const reasons = ['attack', 'leak', 'routine', 'other'] as const;
type Reason = (typeof reasons)[number];

export interface Wave {
  /** From 1 on, in the order of the starts. */
  number: number;
  startsAt: Date;
  method: Method;
  /** With all below them; none: everybody who is in no other wave. */
  unitIds: string[];
  /** When it really began. What changes later than this counts. */
  begunAt: Date | null;
}

export interface Scope {
  kind: 'everyone' | 'units' | 'list';
  unitIds: string[];
  /** Of a list: employee numbers, logins or mail addresses. */
  names: string[];
}

/** What the portal cannot do itself, in the order in which it is done after an attack. */
export const checklistItems = [
  'privileged',
  'krbtgt-first',
  'krbtgt-second',
  'service-accounts',
  'hindered',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

interface Ticked {
  item: ChecklistItem;
  by: string;
  at: Date;
}

/** A campaign as stored. */
export interface CampaignRecord {
  _id: Types.ObjectId;
  name: string;
  reason: Reason;
  description: string;
  /** Nothing is written in the directory, nobody is locked and nobody is told. */
  rehearsal: boolean;
  state: CampaignState;
  scope: Scope;
  waves: Wave[];
  /** Day in Sweden by which everybody should be done. */
  deadline: string | null;
  /** Everybody who has had a hand in it, and may therefore not approve it. */
  makerIds: string[];
  /** Raised by each change, so that what is approved is what was tried. */
  revision: number;
  createdAt: Date;
  triedAt: Date | null;
  /** Why the last dry run came to nothing. */
  fault: string | null;
  /** Names of the list that are nobody's. */
  unknownNames: string[];
  approvedBy: string | null;
  approvedAt: Date | null;
  closedAt: Date | null;
  /** Which process makes the dry run. */
  holder: string | null;
  /** When the directory was last asked who has changed, and through when its answer is known. */
  refreshedAt: Date;
  refreshedThrough: Date | null;
  /** Days before the deadline that people have been reminded of. */
  remindedDays: number[];
  checklist: Ticked[];
}

const date = { type: Date, default: null };

const waveSchema = new Schema<Wave>(
  {
    number: { type: Number, required: true },
    startsAt: { type: Date, required: true },
    method: { type: String, enum: methods, required: true },
    unitIds: [String],
    begunAt: date,
  },
  { _id: false },
);

const scopeSchema = new Schema<Scope>(
  {
    kind: { type: String, enum: ['everyone', 'units', 'list'], required: true },
    unitIds: [String],
    names: [String],
  },
  { _id: false },
);

const tickedSchema = new Schema<Ticked>(
  {
    item: { type: String, enum: checklistItems, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

const long = new Date(0);

const schema = new Schema<CampaignRecord>(
  {
    name: { type: String, required: true },
    reason: { type: String, enum: reasons, required: true },
    description: { type: String, default: '' },
    rehearsal: { type: Boolean, default: false },
    state: { type: String, enum: campaignStates, default: 'draft' },
    scope: { type: scopeSchema, required: true },
    waves: [waveSchema],
    deadline: { type: String, default: null },
    makerIds: [String],
    revision: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    triedAt: date,
    fault: { type: String, default: null },
    unknownNames: [String],
    approvedBy: { type: String, default: null },
    approvedAt: date,
    closedAt: date,
    holder: { type: String, default: null },
    refreshedAt: { type: Date, default: long },
    refreshedThrough: date,
    remindedDays: [Number],
    checklist: [tickedSchema],
  },
  { collection: 'campaigns', versionKey: false },
);
schema.index({ state: 1 });

export const campaignModel = (connection: Connection) =>
  connection.model<CampaignRecord>('Campaign', schema);
