import type { Words } from './contract';
import type { ScenarioDraft } from './scenario_contract';

/** Where to build: what is asked and what the server chose, as its OpenAPI document has it. Money is in millions of đồng. */

export type ChoiceState = 'waiting' | 'computing' | 'done' | 'failed' | 'cancelled';
export type Objective = 'people' | 'households' | 'hamlets';
export type Budget = 'masts' | 'money';

export interface ChoiceProgress {
  step: string;
  done: number;
  /** 0 where it is not known. */
  total: number;
}

export interface CostFigure extends Words {
  name: string;
  value: number;
  unit: string;
  source: string;
}

export interface ChoiceDefaults {
  costs: CostFigure[];
  from: string[];
  objectives: Objective[];
  units: Budget[];
  mostCandidates: number;
  mostPoints: number;
  mhz: number;
  heightM: number;
  apartKm: number;
  count: number;
}

/** A place where a mast could be built. */
export interface CandidatePlace {
  id: string;
  lon: number;
  lat: number;
  /** 0: by the cost model. */
  cost: number;
  grid: '' | 'yes' | 'no';
}

/** What became of a list of places, row by row. */
export interface ReadPlaces {
  points: (CandidatePlace & { sheet: string; row: number })[];
  refused: (Words & { sheet: string; row: number; raw: string; code: string })[];
  /** Refused rows beyond those listed. */
  unlisted: number;
}

export interface ChoiceQuestion {
  name: string;
  operator: string;
  technology: string;
  darkFor: string;
  objective: Objective;
  definition?: string;
  budget: number;
  unit: Budget;
  apartKm: number;
  bands: number[];
  heightM: number;
  must: string[];
  points: CandidatePlace[];
  costs: Record<string, number>;
  from: string[];
  count: number;
}

export interface Hop {
  mast: string;
  operators: string[] | null;
  distanceKm: number;
  /** Least clearance in radii of the first Fresnel zone. */
  clearance: number;
  clear: boolean;
}

export interface Pick {
  order: number;
  id: string;
  code: string;
  source: string;
  lon: number;
  lat: number;
  heightM: number;
  gain: number;
  value: number;
  spent: number;
  cost: { total: number; parts: { figure: string; amount: number }[]; power: string; backhaul: string };
  hops: Hop[] | null;
  hamlets: { code: string; name: string; commune: string; people: number; was: string }[] | null;
  people: number;
  households: number;
  why: Words;
}

export interface Chosen {
  release: number;
  asOf: string;
  synthetic: boolean;
  operator: string;
  technology: string;
  mhz: number;
  /** Answers from before there were several have none. */
  bands: number[] | null;
  heightM: number;
  darkFor: string;
  objective: Objective;
  definition: string;
  judgedBy: string;
  unit: Budget;
  budget: number;
  apartKm: number;
  candidates: Record<string, number>;
  /** Of the objective, before; by all picks; what nothing can exceed; and 0…1 how far value is from it at most. */
  open: number;
  value: number;
  bound: number;
  gap: number;
  proof: Words;
  proven: boolean;
  refused: (Words & { id: string })[];
  spent: number;
  money: number;
  hamlets: number;
  people: number;
  households: number;
  picks: Pick[];
  must: { code: string; name: string; state: 'served' | 'already' | 'unserved' }[];
  costs: CostFigure[];
}

export interface Choice {
  id: string;
  name: string;
  state: ChoiceState;
  progress: ChoiceProgress;
  release: string;
  askedBy: string;
  own: boolean;
  askedAt: string;
  endedAt: string | null;
  trouble: string;
  result: Chosen | null;
}

/** What accepted picks become: a scenario not kept yet. */
export type AcceptedPicks = ScenarioDraft;
