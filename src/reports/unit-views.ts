import { shareBar } from '../platform/charts/share-bar.ts';
import { peopleAt } from './people-query.ts';
import { percent } from './percent.ts';
import type { PlacedUnit } from './place-units.ts';

const unitView = (unit: PlacedUnit) => ({
  ...unit,
  bar: shareBar(unit.share ?? 0),
  href: unit.hasUnits
    ? `/uppfoljning?enhet=${encodeURIComponent(unit.id)}`
    : peopleAt({ unit: unit.id }),
  lateHref: peopleAt({ unit: unit.id, status: 'overdue' }),
  doneHref: peopleAt({ unit: unit.id, status: 'done' }),
  allHref: peopleAt({ unit: unit.id }),
  login: percent(unit.figures.resetDone, unit.figures.total),
  loginHref: peopleAt({ unit: unit.id, status: 'reset-left' }),
});

/** Units as rows of a table, each figure with the address of the people behind it. */
export const unitViews = (units: readonly PlacedUnit[]) => units.map(unitView);
