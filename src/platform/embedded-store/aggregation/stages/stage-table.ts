import { bucketAutoStage, bucketStage } from './bucket-stages.ts';
import { densifyStage, documentsStage } from './densify-stage.ts';
import { facetStage } from './facet-stage.ts';
import { fillStage } from './fill-stage.ts';
import { limitStage, matchStage, sampleStage, skipStage, sortStage } from './flow-stages.ts';
import { graphLookupStage } from './graph-lookup-stage.ts';
import { countStage, groupStage, sortByCountStage } from './group-stages.ts';
import { lookupStage, unionWithStage } from './lookup-stage.ts';
import { projectStage, unsetStage } from './project-stage.ts';
import { setWindowFieldsStage } from './set-window-fields-stage.ts';
import {
  addFieldsStage,
  redactStage,
  replaceRootStage,
  replaceWithStage,
} from './shaping-stages.ts';
import type { StageParser } from './stage.ts';
import { unwindStage } from './unwind-stage.ts';

/** Every stage that takes documents and yields documents. */
export const stageParsers: Readonly<Record<string, StageParser>> = {
  $addFields: addFieldsStage,
  $bucket: bucketStage,
  $bucketAuto: bucketAutoStage,
  $count: countStage,
  $densify: densifyStage,
  $documents: documentsStage,
  $facet: facetStage,
  $fill: fillStage,
  $graphLookup: graphLookupStage,
  $group: groupStage,
  $limit: limitStage,
  $lookup: lookupStage,
  $match: matchStage,
  $project: projectStage,
  $redact: redactStage,
  $replaceRoot: replaceRootStage,
  $replaceWith: replaceWithStage,
  $sample: sampleStage,
  $set: addFieldsStage,
  $setWindowFields: setWindowFieldsStage,
  $skip: skipStage,
  $sort: sortStage,
  $sortByCount: sortByCountStage,
  $unionWith: unionWithStage,
  $unset: unsetStage,
  $unwind: unwindStage,
};
