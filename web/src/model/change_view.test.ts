import { describe, expect, it } from 'vitest';
import { closeCard, countBy, openHamlet, openMast, openUnit, stepText, toggleLayer, toggleVerdict } from './change_view';
import { firstView } from './view';

describe('changing the view', () => {
  it('opening and closing a card leaves no trace', () => {
    expect(closeCard(openHamlet(firstView, 'H1'))).toEqual(firstView);
    expect(openMast(openHamlet(firstView, 'H1'), 'm1')).toMatchObject({ hamlet: null, mast: 'm1' });
    expect(closeCard(openHamlet(openMast(firstView, 'm1'), 'H1'))).toEqual(firstView);
  });
  it('opening a unit closes the card, opening it again closes the unit', () => {
    const opened = openUnit(openHamlet(firstView, 'H1'), '072');
    expect([opened.unit, opened.hamlet]).toEqual(['072', null]);
    expect(openUnit(opened, '072').unit).toBeNull();
  });
  it('counting by other units forgets the unit', () => {
    expect(countBy(openUnit(firstView, '072'), 'commune', '2025-07')).toMatchObject({ level: 'commune', vintage: '2025-07', unit: null });
  });
  it('toggling twice changes nothing', () => {
    expect(toggleLayer(toggleLayer(firstView, 'sites'), 'sites')).toEqual(firstView);
    expect(toggleVerdict(toggleVerdict(firstView, 'none'), 'none')).toEqual(firstView);
  });
  it('text stops growing at its ends', () => {
    let view = firstView;
    for (let i = 0; i < 20; i++) view = stepText(view, 1);
    expect(view.text).toBe(4);
    for (let i = 0; i < 20; i++) view = stepText(view, -1);
    expect(view.text).toBe(-1);
    expect(stepText(view, 0).text).toBe(0);
  });
});
