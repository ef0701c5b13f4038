import { describe, expect, it } from 'vitest';
import { moveActive } from '../../renderer/ui/grid/moveActive.ts';
import {
  contentTopOf,
  contentTopToShow,
  elementTopOf,
  scrollScale,
  TALLEST_ELEMENT_PX,
  visibleRows,
} from '../../renderer/ui/grid/scrollScale.ts';
import {
  isSelected,
  NOTHING_SELECTED,
  selectedCount,
  selectIds,
  toggleId,
} from '../../renderer/ui/grid/selectionState.ts';

const ROW = 32;
const VIEW = 600;

describe('scroll positions', () => {
  it('are the browser’s own where the list fits', () => {
    const scale = scrollScale(5000, ROW, VIEW);
    expect(scale.elementHeight).toBe(5000 * ROW);
    expect(contentTopOf(scale, 1234)).toBe(1234);
    expect(elementTopOf(scale, 1234)).toBe(1234);
  });

  it('reach the first and the very last of a million rows', () => {
    const scale = scrollScale(1_000_000, ROW, VIEW);
    expect(scale.elementHeight).toBe(TALLEST_ELEMENT_PX);
    expect(contentTopOf(scale, 0)).toBe(0);
    const bottom = contentTopOf(scale, scale.elementRange);
    expect(bottom).toBe(1_000_000 * ROW - VIEW);
    expect(visibleRows(bottom, VIEW, ROW, 1_000_000, 0).last).toBe(1_000_000);
  });

  it('come back to the same row through the scaled element', () => {
    const scale = scrollScale(1_000_000, ROW, VIEW);
    for (const row of [0, 1, 499_999, 999_000]) {
      const back = contentTopOf(scale, elementTopOf(scale, row * ROW));
      expect(Math.abs(back - row * ROW)).toBeLessThan(0.001);
    }
  });

  it('stay inside a list that is shorter than the view', () => {
    const scale = scrollScale(3, ROW, VIEW);
    expect(contentTopOf(scale, 50)).toBe(0);
    expect(visibleRows(0, VIEW, ROW, 3, 12)).toEqual({ first: 0, last: 3 });
    expect(visibleRows(0, VIEW, ROW, 0, 12)).toEqual({ first: 0, last: 0 });
  });

  it('move as little as needed to show a row', () => {
    expect(contentTopToShow(10, 0, VIEW, ROW)).toBe(0);
    expect(contentTopToShow(0, 320, VIEW, ROW)).toBe(0);
    expect(contentTopToShow(30, 0, VIEW, ROW)).toBe(31 * ROW - VIEW);
    // Of a row that is higher than the view the beginning is shown, and stays.
    expect(contentTopToShow(2, 0, ROW - 10, ROW)).toBe(2 * ROW);
    expect(contentTopToShow(2, 2 * ROW, ROW - 10, ROW)).toBe(2 * ROW);
  });
});

describe('the active row', () => {
  it('goes with the keys and stays in the list', () => {
    expect(moveActive('ArrowDown', 0, 10, 5)).toBe(1);
    expect(moveActive('ArrowUp', 0, 10, 5)).toBe(0);
    expect(moveActive('PageDown', 7, 10, 5)).toBe(9);
    expect(moveActive('Home', 7, 10, 5)).toBe(0);
    expect(moveActive('End', 0, 10, 5)).toBe(9);
    expect(moveActive('a', 0, 10, 5)).toBeNull();
    expect(moveActive('ArrowDown', 0, 0, 5)).toBeNull();
  });
});

describe('the selection', () => {
  it('turns rows over one by one', () => {
    const one = toggleId(NOTHING_SELECTED, 'a');
    expect(isSelected(one, 'a')).toBe(true);
    expect(selectedCount(toggleId(one, 'a'), 10)).toBe(0);
    expect(selectedCount(selectIds(['a', 'b', 'a']), 10)).toBe(2);
  });

  it('holds everybody without knowing them, and all but one when they are told', () => {
    expect(selectedCount({ kind: 'all' }, 1_000_000)).toBe(1_000_000);
    const rest = toggleId({ kind: 'all' }, 'b', ['a', 'b', 'c']);
    expect(isSelected(rest, 'b')).toBe(false);
    expect(selectedCount(rest, 3)).toBe(2);
  });
});
