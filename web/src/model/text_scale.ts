import { textSteps } from './view_from_query';

const scales = [0.9, 1, 1.125, 1.25, 1.5, 2];

/** How much larger than normal the text of a step is; the largest doubles it. */
export function textScale(step: number): number {
  return scales[step - textSteps.least] ?? 1;
}
