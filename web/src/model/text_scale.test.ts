import { expect, it } from 'vitest';
import { textScale } from './text_scale';
import { textSteps } from './view_from_query';

it('text grows with every step, is normal at 0 and twice as large at the last', () => {
  for (let step = textSteps.least; step < textSteps.most; step++) expect(textScale(step + 1)).toBeGreaterThan(textScale(step));
  expect([textScale(0), textScale(textSteps.most)]).toEqual([1, 2]);
});
