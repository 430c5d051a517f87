import type { AuditReader } from '../audit/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { when, type PersonEvent } from './person-events.ts';

const actions = [
  'code.issued',
  'code.approved',
  'code.revoked',
  'code.used',
  'code.stopped',
  'vouch.given',
  'sheet.issued',
  'sheet.revoked',
  'sheet.used',
] as const;

/** More than a school year of mornings with a sheet. */
const most = 250;

/** Who follows codes as well: what HR and managers do not see of anybody, they do not see here. */
export const mayReadCodes = ({ roles }: Pick<Viewer, 'roles'>): boolean =>
  roles.includes('helpdesk') || roles.includes('it');

/** What the log says of a person's codes, their sheet, and those who vouched for them. */
export const createReadCodeEvents =
  (reader: Pick<AuditReader, 'matching'>) =>
  async (id: string): Promise<PersonEvent[]> => {
    const events: PersonEvent[] = [];
    const filter = {
      actions,
      people: [id],
      result: 'ok',
      from: undefined,
      until: undefined,
    } as const;
    for await (const { at, action, actor, target } of reader.matching(filter)) {
      if ((target ?? actor) !== id) continue;
      events.push({
        ...when(at),
        kind: `codes.${action}`,
        ...(actor && actor !== id && { by: actor }),
      });
      if (events.length === most) break;
    }
    return events;
  };
