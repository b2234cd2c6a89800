import type { Verdict } from '../api/contract';
import type { Change } from '../api/upload_contract';

/** A symbol on a field of 24 × 24: a body, and a mark drawn on it as a line. */
export interface Shape {
  body: string;
  mark?: string;
}

/** A shape for each verdict, so that none depends on its colour alone. */
export const verdictShapes: Record<Verdict, Shape> = {
  covered: { body: 'M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15Z' },
  partial: { body: 'M12 2.8 22 20.2H2Z' },
  none: { body: 'M12 1.5 22.5 12 12 22.5 1.5 12Z', mark: 'M8.6 8.6l6.8 6.8M15.4 8.6l-6.8 6.8' },
  unknown: {
    body: 'M4 4h16v16H4Z',
    mark: 'M9 9.2a3 3 0 1 1 4.4 2.6c-1 .5-1.4 1.1-1.4 2.2M12 17.2v.1',
  },
};

/** A peak in the way: drawn as a line, it is like none of the verdicts. */
export const obstacleShape: Shape = { body: 'M4 19 12 5l8 14' };

/** A mast seen from afar: a lattice foot and two waves. */
export const mastShape: Shape = {
  body: 'M12 7.2a2 2 0 0 1 1.1 3.7L17 22h-2.2l-1-3h-3.6l-1 3H7l3.9-11.1A2 2 0 0 1 12 7.2Zm-1.1 9.6h2.2L12 13.4Z',
  mark: 'M7.4 4.2a7 7 0 0 0 0 9.6M16.6 4.2a7 7 0 0 1 0 9.6',
};

const plate = 'M5.5 3h13A2.5 2.5 0 0 1 21 5.5v13a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 18.5v-13A2.5 2.5 0 0 1 5.5 3Z';

/** What becomes of a mast: added, other values, another place, taken down. Plates, unlike the verdicts. */
export const changeShapes: Record<Change, Shape> = {
  new: { body: plate, mark: 'M12 7.5v9M7.5 12h9' },
  changed: { body: plate, mark: 'M7.5 9.5h9M7.5 14.5h9' },
  moved: { body: plate, mark: 'M7.5 12h9M13 8l4 4-4 4' },
  recoded: { body: plate, mark: 'M7.5 9.5h9M7.5 14.5h9' },
  removed: { body: plate, mark: 'M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4' },
};
