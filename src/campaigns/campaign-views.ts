import type { Audit } from '../audit/index.ts';
import type { EmployeeStore, Unit } from '../employees/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { causesOf, figuresOf, progressPoints, unitFigures } from './campaign-figures.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { CampaignPersonRecord } from './campaign-person-model.ts';
import type { CampaignReportStore } from './campaign-report-store.ts';
import type { Campaign } from './campaign-store.ts';
import type { ScopedPerson } from './scope-store.ts';

/** So many people stand on a page; the file and the letters have all of them. */
export const mostShown = 200;
const noLimit = 0;

/** A person of a campaign with what is needed to reach them. */
export interface ShownPerson {
  employeeId: string;
  familyName: string;
  givenName: string;
  employeeNumber: string;
  login: string | null;
  mobile: string | null;
  unitIds: string[];
  wave: number;
  state: CampaignPersonRecord['state'];
  cause: string | null;
  since: Date | null;
  exemption: CampaignPersonRecord['exemption'];
  isProtected: boolean;
}

const shown = (record: CampaignPersonRecord, person: ScopedPerson | undefined): ShownPerson => ({
  employeeId: record.employeeId,
  familyName: person?.familyName ?? '',
  givenName: person?.givenName ?? '',
  employeeNumber: person?.employeeNumbers[0] ?? '',
  login: record.login,
  mobile: person?.mobile ?? null,
  unitIds: person?.unitIds ?? record.unitIds,
  wave: record.wave,
  state: record.state,
  cause: record.cause,
  since: record.wroteAt,
  exemption: record.exemption,
  isProtected: person?.isProtected ?? false,
});

interface ViewDeps extends Pick<CampaignParts, 'scope' | 'now'> {
  report: CampaignReportStore;
  employees: Pick<EmployeeStore, 'namesOf'>;
  units: { all: () => Promise<Unit[]> };
  audit: Audit;
  writesPerSecond: number;
}

/** What IT sees of campaigns. Whoever sees people is audited. */
export const campaignViewsOf = ({
  report,
  scope,
  employees,
  units,
  audit,
  now,
  writesPerSecond,
}: ViewDeps) => {
  const withPeople = async (records: CampaignPersonRecord[]): Promise<ShownPerson[]> => {
    const known = await scope.byId(records.map(({ employeeId }) => employeeId));
    return records.map((record) => shown(record, known.get(record.employeeId)));
  };

  const progress = async (campaign: Campaign) => {
    const { id, waves } = campaign;
    const [counts, byUnits, hours, exempt, tree] = await Promise.all([
      report.byState(id),
      report.byUnits(id),
      report.doneByHour(id),
      report.exempt(id, dayOf(now())),
      units.all(),
    ]);
    const sum = figuresOf(counts);
    const from = waves.map(({ begunAt }) => begunAt).find((at) => at !== null) ?? null;
    const perWave = waves.map((wave) => {
      const figures = figuresOf(counts.filter((count) => count.wave === wave.number));
      const writes = counts
        .filter(({ wave: number, cause }) => number === wave.number && cause === null)
        .reduce((all, { people }) => all + people, 0);
      const seconds = wave.method === 'portal' ? 0 : Math.ceil(writes / writesPerSecond);
      return { ...wave, figures, writes, seconds };
    });
    return {
      sum,
      exempt,
      left: counts
        .filter(({ state }) => state === 'left')
        .reduce((all, { people }) => all + people, 0),
      causes: causesOf(counts),
      waves: perWave,
      seconds: perWave.reduce((all, { seconds }) => all + seconds, 0),
      units: unitFigures(tree, byUnits),
      points: from
        ? progressPoints(hours, { from, to: campaign.closedAt ?? now(), total: sum.total })
        : [],
    };
  };

  const look = (
    action: 'campaign.viewed' | 'campaign.exported' | 'campaign.letters',
    by: string,
    { id }: Campaign,
    rows: number,
    unit: string,
  ) =>
    audit.record({
      action,
      actor: by,
      result: 'ok',
      details: { campaign: id, rows, ...(unit && { unit }) },
    });

  const stalled = async ({ id, waves }: Campaign, unit: string, limit: number) => {
    const begun = waves.filter(({ begunAt }) => begunAt).map(({ number }) => number);
    const filter = { waves: begun, day: dayOf(now()), limit, ...(unit && { unit }) };
    return withPeople(await report.stalled(id, filter));
  };

  return {
    progress,
    units: units.all,
    namesOf: employees.namesOf,

    /** Whom the dry run or the campaign found something in the way of, by cause. */
    inTheWay: async (by: string, campaign: Campaign): Promise<ShownPerson[]> => {
      const people = await withPeople(await report.inTheWay(campaign.id, mostShown));
      if (people.length > 0) await look('campaign.viewed', by, campaign, people.length, '');
      return people;
    },

    /** The same, all of them. */
    exportInTheWay: async (by: string, campaign: Campaign): Promise<ShownPerson[]> => {
      const people = await withPeople(await report.inTheWay(campaign.id, noLimit));
      await look('campaign.exported', by, campaign, people.length, '');
      return people;
    },

    exemptions: async (campaign: Campaign): Promise<ShownPerson[]> =>
      withPeople(await report.exemptions(campaign.id)),

    /** Who has been asked and is not done, by name. */
    stalled: async (by: string, campaign: Campaign, unit: string): Promise<ShownPerson[]> => {
      const people = await stalled(campaign, unit, mostShown + 1);
      await look('campaign.viewed', by, campaign, Math.min(people.length, mostShown), unit);
      return people;
    },

    /** All of them, for what leaves the portal. */
    export: async (
      by: string,
      campaign: Campaign,
      unit: string,
      as: 'campaign.exported' | 'campaign.letters',
    ): Promise<ShownPerson[]> => {
      const people = await stalled(campaign, unit, noLimit);
      await look(as, by, campaign, people.length, unit);
      return people;
    },
  };
};

export type CampaignViews = ReturnType<typeof campaignViewsOf>;
