import { Schema, Types, type Connection } from 'mongoose';
import { roles, type Role } from '../platform/roles.ts';
import type { Dated } from './dated-periods.ts';
import { employmentTypes, type EmploymentType } from './employment-words.ts';

/** Where a person can be reached when the organisation's own systems are down; theirs to give. */
export interface PrivateContact {
  /** E.164. */
  mobile: string | null;
  email: string | null;
  /** When the person last said so, or said no. */
  answeredAt: Date;
}

/** Where a person worked and as what, while it was so. */
export type Employment = Dated<{
  unitIds: string[];
  /** Own units and all above. */
  unitPath: string[];
  roles: Role[];
}>;

/** An employee as stored: one document per person, however many employments. */
export interface EmployeeRecord {
  _id: Types.ObjectId;
  /** The keyed look-up of the personal number; nothing else of it is stored. */
  personKey?: string;
  givenName: string;
  familyName: string;
  /** "given family" in lower case, for searching. */
  searchName: string;
  /** Puts people in Swedish order by family name; see sort-name.ts. */
  sortName: string;
  login: string;
  email: string | null;
  /** E.164. */
  mobile: string | null;
  roles: Role[];
  active: boolean;
  leftAt: Date | null;
  /** The main employment's first; a number belongs to one person at a time. */
  employeeNumbers: string[];
  unitIds: string[];
  /** Own units and all above. */
  unitPath: string[];
  /** Oldest first; kept by the import only. What lies before today never changes. */
  employments?: Employment[];
  /** Last day of the employment that ends last, in Sweden; null until further notice. */
  endsOn?: string | null;
  /** First day of the oldest employment, in Sweden. */
  hiredOn?: string | null;
  employmentType?: EmploymentType | null;
  /** Protected identity: masked in every list that leaves the portal. */
  protected?: boolean;
  /** Stands while the person's standing does not yet follow from the last change here; a new one each. */
  standingStale?: Types.ObjectId;
  /** A session from before this moment is worth nothing. */
  sessionsValidAfter: Date;
  resetRequiredSince: Date | null;
  passwordSetAt: Date | null;
  /** Not there until the person has answered; a roster import never touches it. */
  contact?: PrivateContact;
  /** When the person was told, before the course, how their data is handled. Not a consent. */
  noticeSeenAt?: Date;
  /** What was taken away after the person left, by which purge. */
  purged?: { contacts?: string; identity?: string; records?: string };
}

const date = { type: Date, default: null };

const contactSchema = new Schema<PrivateContact>(
  { mobile: String, email: String, answeredAt: { type: Date, required: true } },
  { _id: false },
);

const employmentSchema = new Schema<Employment>(
  {
    from: { type: String, required: true },
    to: { type: String, default: null },
    unitIds: [String],
    unitPath: [String],
    roles: { type: [String], enum: roles },
  },
  { _id: false },
);

const schema = new Schema<EmployeeRecord>(
  {
    personKey: String,
    givenName: { type: String, default: '' },
    familyName: { type: String, default: '' },
    searchName: { type: String, default: '' },
    sortName: { type: String, default: '' },
    login: { type: String, required: true },
    email: { type: String, default: null },
    mobile: { type: String, default: null },
    roles: { type: [String], enum: roles, default: ['employee'] },
    active: { type: Boolean, default: true },
    leftAt: date,
    // Missing rather than empty: a unique index takes two empty arrays for duplicates.
    employeeNumbers: { type: [String], default: undefined },
    unitIds: [String],
    unitPath: [String],
    employments: { type: [employmentSchema], default: undefined },
    endsOn: { type: String, default: null },
    hiredOn: { type: String, default: null },
    employmentType: { type: String, enum: [...employmentTypes, null], default: null },
    protected: { type: Boolean, default: false },
    standingStale: Schema.Types.ObjectId,
    sessionsValidAfter: { type: Date, default: () => new Date(0) },
    resetRequiredSince: date,
    passwordSetAt: date,
    contact: { type: contactSchema, default: undefined },
    noticeSeenAt: Date,
    purged: { contacts: String, identity: String, records: String },
  },
  { collection: 'employees', versionKey: false },
);
schema.index({ personKey: 1 }, { unique: true, sparse: true });
schema.index({ employeeNumbers: 1 }, { unique: true, sparse: true });
schema.index({ login: 1 });
schema.index({ unitPath: 1, sortName: 1, _id: 1 });

schema.index({ standingStale: 1 }, { sparse: true });

/** Goes with every write that reports tell of: in the same write, so that no crash comes between. */
export const staleStanding = () => ({ standingStale: new Types.ObjectId() });
schema.index({ active: 1, leftAt: 1 });

/** The id as it is stored, or null for what is no id. */
export const employeeIdOf = (id: string): Types.ObjectId | null =>
  /^[0-9a-f]{24}$/.test(id) ? new Types.ObjectId(id) : null;

export const employeeModel = (connection: Connection) =>
  connection.model<EmployeeRecord>('Employee', schema);
