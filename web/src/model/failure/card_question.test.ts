import { describe, expect, it } from 'vitest';
import { cardQuestion } from './card_question';

describe('what a card asks of failures', () => {
  const view = { technology: '4G', operator: 'any', definition: 'centre' };
  it('is of masts and whole operators where any network will do', () => expect(cardQuestion(view, null)?.kinds).toEqual(['mast', 'operator']));
  it('is of masts alone for one operator’s network: without it there is none', () =>
    expect(cardQuestion({ ...view, operator: 'vnpt' }, null)?.kinds).toEqual(['mast']));
  it('is nothing for an operator who looks at any other network', () => expect(cardQuestion(view, 'viettel')).toBeNull());
  it('is of their own sites for an operator', () => expect(cardQuestion({ ...view, operator: 'viettel' }, 'viettel')?.kinds).toEqual(['site']));
});
