import type { AcceptedPicks, Choice, ChoiceDefaults, ChoiceProgress, ChoiceQuestion, ChoiceState, ReadPlaces } from './choice_contract';
import { sentFile } from '../model/sent_file';
import { part, type Door } from './door';

const at = (id: string) => `/api/choices/${part(id)}`;

export const askDefaults = (door: Door, signal?: AbortSignal) => door.read<ChoiceDefaults>('/api/choice-defaults', {}, signal);

export const askChoices = (door: Door, signal?: AbortSignal) => door.read<{ rows: Choice[] }>('/api/choices', {}, signal);

export const askChoice = (door: Door, id: string, signal?: AbortSignal) => door.read<Choice>(at(id), {}, signal);

export const startChoice = (door: Door, question: ChoiceQuestion) => door.send<Choice>('POST', '/api/choices', question);

export const cancelChoice = (door: Door, id: string) => door.send<Choice>('POST', `${at(id)}/cancel`);

/** Forgets one that is over. */
export const dropChoice = (door: Door, id: string) => door.send('DELETE', at(id));

/** Reads a list of places row by row; nothing of it is kept. */
export const readPlaces = async (door: Door, file: File) => door.send<ReadPlaces>('POST', '/api/choice-points', await sentFile(file));

export const acceptPicks = (door: Door, id: string, accept: string[]) => door.send<AcceptedPicks>('POST', `${at(id)}/picks`, { accept });

/** The work list as a file. */
export const workListAddress = (door: Door, id: string, format: 'xlsx' | 'geojson') => door.address(`${at(id)}/export.${format}`);

/** Follows a choice until stop is called. Lost is told once when nothing more comes. */
export function watchChoice(door: Door, id: string, news: (state: ChoiceState, progress: ChoiceProgress) => void, lost: () => void): () => void {
  const source = new EventSource(door.address(`${at(id)}/events`));
  source.onmessage = ({ data }: MessageEvent<string>) => {
    try {
      const { state, progress } = JSON.parse(data) as { state: ChoiceState; progress: ChoiceProgress };
      news(state, progress);
    } catch {
      // A line that is not ours says nothing of the progress.
    }
  };
  source.onerror = () => {
    source.close();
    lost();
  };
  return () => source.close();
}
