import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAuditLog } from '../../src/audit/index.ts';
import { createCampaigns } from '../../src/campaigns/index.ts';
import { createBuiltinDirectory, type Directory } from '../../src/directory/index.ts';
import { createEmployeeStore, employeeModel } from '../../src/employees/index.ts';
import { createMessages } from '../../src/messages/index.ts';
import { createI18n } from '../../src/platform/i18n.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { openTestStore } from '../directory/open-test-store.ts';

const quiet = { warn: () => undefined, error: () => undefined };

export const maker = 'aaaaaaaaaaaaaaaaaaaaaaaa';
export const approver = 'bbbbbbbbbbbbbbbbbbbbbbbb';

interface WorldOptions {
  people?: number;
  directory?: Directory;
  now?: () => Date;
  writesPerSecond?: number;
}

const t = createI18n(join(import.meta.dirname, '../../content/locales')).sv;

/** Employees 1001 and on in the units A and B by turns, and campaigns about them in a real store. */
export const openCampaignWorld = async (options: WorldOptions = {}) => {
  const { people = 6, now = () => new Date(), writesPerSecond = Infinity } = options;
  const store = await openTestStore();
  const { connection } = store;
  const directory = options.directory ?? createBuiltinDirectory(connection, now);
  const employees = createEmployeeStore(connection);
  const audit = createAuditLog(connection, randomBytes(32));
  const messages = createMessages({
    connection,
    senders: {},
    keepDays: 30,
    logger: quiet as never,
  });

  /** One process of the portal, as far as campaigns go. */
  const open = (changes: Partial<Parameters<typeof createCampaigns>[0]> = {}) =>
    createCampaigns({
      connection,
      enforcement: directory.enforcement,
      employees,
      audit,
      logger: quiet as never,
      writesPerSecond,
      reminder: {
        messages: { enqueue: messages.enqueue, canSend: () => true },
        t,
        formatDate: (date) => date.toISOString().slice(0, 10),
        address: 'porten.example',
        supportPhone: '0980-319 250',
      },
      now,
      settleMs: 50,
      ...changes,
    });

  const campaigns = open();
  await indexesReady(connection);
  const records = employeeModel(connection);

  const hire = async (number: number, more: object = {}) => {
    const unit = number % 2 ? 'A' : 'B';
    const made = await records.create({
      personKey: `key-${number}`,
      givenName: 'Person',
      familyName: String(number),
      sortName: String(number),
      login: `person${number}@kalix.test`,
      employeeNumbers: [String(number)],
      unitIds: [unit],
      unitPath: ['top', unit],
      mobile: '+46701740605',
      ...more,
    });
    return made._id.toHexString();
  };
  const ids = new Map<number, string>();
  for (let number = 1001; number < 1001 + people; number += 1) ids.set(number, await hire(number));

  const idOf = (number: number): string => {
    const id = ids.get(number);
    if (!id) throw new Error(`Nobody has number ${number}.`);
    return id;
  };

  /** A campaign that has been tried and approved. */
  const approved = async (
    content: Partial<Parameters<typeof campaigns.create>[1]> = {},
    waves: Parameters<typeof campaigns.setWaves>[2] = [
      { startsAt: now(), method: 'must-change', unitIds: [] },
    ],
  ) => {
    const made = await campaigns.create(maker, {
      name: 'Alla byter',
      reason: 'attack',
      description: '',
      rehearsal: false,
      scope: { kind: 'everyone', unitIds: [], names: [] },
      deadline: null,
      ...content,
    });
    await campaigns.setWaves(maker, made, waves);
    await tried(made.id);
    const { revision } = await find(made.id);
    const answer = await campaigns.approve(approver, made.id, revision);
    if (answer !== 'approved') throw new Error(`The campaign was not approved: ${answer}.`);
    return made.id;
  };

  const find = async (id: string) => {
    const campaign = await campaigns.find(id);
    if (!campaign) throw new Error(`There is no campaign ${id}.`);
    return campaign;
  };

  /** Asks for a dry run and makes it. */
  const tried = async (id: string) => {
    const asked = campaigns.tryOut(maker, id);
    do await campaigns.runner.tick();
    while ((await find(id)).state !== 'tried');
    await asked;
    return find(id);
  };

  const statesOf = async (campaignId: string): Promise<Record<string, string>> => {
    const found = await campaigns.parts.people.read({ campaignId });
    const numbers = new Map([...ids].map(([number, id]) => [id, number]));
    return Object.fromEntries(
      found.map(({ employeeId, state, cause }) => [
        numbers.get(employeeId) ?? employeeId,
        cause ? `${state}: ${cause}` : state,
      ]),
    );
  };

  return {
    connection,
    directory,
    employees,
    records,
    campaigns,
    messages,
    open,
    hire: async (number: number, more?: object) => ids.set(number, await hire(number, more)),
    idOf,
    find,
    approved,
    tried,
    statesOf,
    /** The person's change at the computer's own sign-in. */
    changesPassword: async (number: number, password = 'Kvist salt nordan ekorre 7') => {
      const person = { login: `person${number}@kalix.test`, employeeNumbers: [String(number)] };
      const account = await directory.findAccount(person);
      return account && directory.resetPassword(account, password);
    },
    audited: (action: string) =>
      connection.collection('audit').find({ action }).sort({ _id: 1 }).toArray(),
    close: store.close,
  };
};

export type CampaignWorld = Awaited<ReturnType<typeof openCampaignWorld>>;
