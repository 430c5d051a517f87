import { setTimeout as pause } from 'node:timers/promises';
import type { AuditDetails } from '../audit/index.ts';
import type { CampaignState, ChecklistItem, Wave } from './campaign-model.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { Campaign, CampaignContent } from './campaign-store.ts';

/** A dry run is waited for so long before the page is shown all the same, in ms. */
const patienceMs = 8_000;
const lookMs = 100;

/** krbtgt's second change comes when the tickets of the first have run out: ten hours is their life. */
export const krbtgtGapMs = 10 * 60 * 60_000;

export type NewWave = Pick<Wave, 'startsAt' | 'method' | 'unitIds'>;

/** In the order of their starts, numbered from 1. */
const numbered = (waves: readonly NewWave[]): Wave[] =>
  waves
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map((wave, index) => ({ ...wave, number: index + 1, begunAt: null }));

type Parts = Pick<CampaignParts, 'store' | 'people' | 'scope' | 'audit' | 'now'> & {
  /** Begins what there is to do at once. */
  wake: () => void;
};

/** What people of IT do with campaigns. All of it is audited; `by` is the viewer's id. */
export const campaignsOf = ({ store, people, scope, audit, now, wake }: Parts) => {
  const note = (
    action: `campaign.${'created' | 'changed' | 'tried' | 'approved' | 'refused' | 'paused' | 'resumed' | 'retried' | 'closed' | 'exempted' | 'ticked' | 'unticked'}`,
    by: string,
    { id, reason, rehearsal }: Campaign,
    more: { target?: string; code?: string; details?: AuditDetails } = {},
  ) => {
    const details = { campaign: id, reason, ...(rehearsal && { rehearsal }), ...more.details };
    const result = action === 'campaign.refused' ? 'refused' : 'ok';
    return audit.record({ action, actor: by, result, ...more, details });
  };

  const move =
    (from: readonly CampaignState[], to: CampaignState, action: Parameters<typeof note>[0]) =>
    async (by: string, id: string): Promise<boolean> => {
      const more = to === 'closed' ? { closedAt: now() } : {};
      const moved = await store.move(id, from, to, more);
      if (moved) await note(action, by, moved);
      return moved !== null;
    };

  /** Waits a while for the dry run to be ready. */
  const untilTried = async (id: string): Promise<void> => {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      if ((await store.find(id))?.state !== 'trying') return;
      await pause(lookMs);
    }
  };

  return {
    find: store.find,
    all: store.all,

    create: async (by: string, content: CampaignContent): Promise<Campaign> => {
      const made = await store.add(content, by, now());
      await note('campaign.created', by, made);
      return made;
    },

    /** False when it has been approved meanwhile. */
    edit: async (by: string, id: string, content: CampaignContent): Promise<boolean> => {
      const edited = await store.edit(id, by, content);
      if (edited) await note('campaign.changed', by, edited);
      return edited !== null;
    },

    /** False when somebody else has changed the campaign meanwhile. */
    setWaves: async (by: string, campaign: Campaign, waves: readonly NewWave[]) => {
      const changed = await store.setWaves(campaign.id, by, campaign.revision, numbered(waves));
      if (changed) await note('campaign.changed', by, changed);
      return changed !== null;
    },

    /** Asks for a dry run, and waits for it a while. */
    tryOut: async (by: string, id: string): Promise<boolean> => {
      const anew = { fault: null, holder: null };
      const asked = await store.move(id, ['draft', 'tried'], 'trying', anew);
      if (!asked) return false;
      await note('campaign.tried', by, asked);
      wake();
      await untilTried(id);
      return true;
    },

    /** Only what was tried, as it was tried, and never by anyone who has had a hand in it. */
    approve: async (
      by: string,
      id: string,
      revision: number,
    ): Promise<'approved' | 'own' | 'changed'> => {
      const approved = await store.approve(id, by, revision, now());
      if (approved) {
        await note('campaign.approved', by, approved);
        wake();
        return 'approved';
      }
      const campaign = await store.find(id);
      const isOwn = campaign?.makerIds.includes(by) ?? false;
      if (campaign)
        await note('campaign.refused', by, campaign, { code: isOwn ? 'own' : 'changed' });
      return isOwn ? 'own' : 'changed';
    },

    pause: move(['approved', 'running'], 'paused', 'campaign.paused'),
    resume: move(['paused'], 'running', 'campaign.resumed'),
    close: move(
      ['draft', 'trying', 'tried', 'approved', 'running', 'paused'],
      'closed',
      'campaign.closed',
    ),

    /** Everybody whom something stood in the way of is tried anew. */
    retry: async (by: string, id: string): Promise<boolean> => {
      const campaign = await store.find(id);
      if (!campaign || !['running', 'paused'].includes(campaign.state)) return false;
      await people.retry(id);
      await note('campaign.retried', by, campaign);
      wake();
      return true;
    },

    /** Leaves one person alone until the end of a day; null ends that. */
    exempt: async (
      by: string,
      campaign: Campaign,
      name: string,
      exemption: { reason: string; until: string } | null,
    ): Promise<'done' | 'unknown' | 'not-in-it'> => {
      const person = await scope.findOne(name);
      if (!person) return 'unknown';
      const { employeeId } = person;
      const given = exemption && { ...exemption, by };
      if (!(await people.setExemption(campaign.id, employeeId, given))) return 'not-in-it';
      await note('campaign.exempted', by, campaign, {
        target: employeeId,
        code: given ? 'begun' : 'ended',
      });
      return 'done';
    },

    /** Ticks off what was done outside the portal. `too-soon`: krbtgt's second change has to wait. */
    tick: async (
      by: string,
      id: string,
      item: ChecklistItem,
    ): Promise<'done' | 'too-soon' | 'already'> => {
      const campaign = await store.find(id);
      const first = campaign?.checklist.find((one) => one.item === 'krbtgt-first');
      const isEarly = !first || now().getTime() - first.at.getTime() < krbtgtGapMs;
      if (item === 'krbtgt-second' && isEarly) return 'too-soon';
      const ticked = await store.tick(id, item, by, now());
      if (!ticked) return 'already';
      await note('campaign.ticked', by, ticked, { details: { item } });
      return 'done';
    },

    untick: async (by: string, id: string, item: ChecklistItem): Promise<void> => {
      const unticked = await store.untick(id, item);
      if (unticked) await note('campaign.unticked', by, unticked, { details: { item } });
    },
  };
};

export type Campaigns = ReturnType<typeof campaignsOf>;
