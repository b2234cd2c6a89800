import type { Datasets } from './data_contract';
import type { Door } from './door';

/** The open data of a release; of the one that readers see where none is named. */
export const askDatasets = (door: Door, release?: string, signal?: AbortSignal) => door.read<Datasets>('/api/datasets', { release }, signal);
