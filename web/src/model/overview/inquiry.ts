import type { Point, Release } from '../../api/contract';
import { fitView } from '../fit_view';
import { firstView, type View } from '../view';
import { viewFromQuery } from '../view_from_query';
import { viewToQuery } from '../view_to_query';

/** What the ranked table can be ordered by: hamlets by verdict, all hamlets, people of dark and partial ones. */
export const rankings = ['name', 'none', 'partial', 'unknown', 'hamlets', 'people'] as const;
export type Ranking = (typeof rankings)[number];

/** What a leader asks. It lives in the URL, in the same words as the map's: a link to either opens the same question. */
export interface Inquiry extends Pick<View, 'release' | 'technology' | 'operator' | 'definition' | 'level' | 'vintage'> {
  by: Ranking;
  descending: boolean;
}

export const firstInquiry: Inquiry = { ...asked(firstView), by: 'none', descending: true };

export function inquiryFromQuery(search: string): Inquiry {
  const word = new URLSearchParams(search).get('order') ?? '';
  const by = rankings.find((each) => each === word.replace(/^-/, ''));
  return { ...asked(viewFromQuery(search)), by: by ?? firstInquiry.by, descending: by ? word.startsWith('-') : firstInquiry.descending };
}

/** Writes an inquiry with no leading "?"; what is as at first is left out. */
export function inquiryToQuery(inquiry: Inquiry): string {
  const query = new URLSearchParams(viewToQuery({ ...firstView, ...asked(inquiry) }));
  if (inquiry.by !== firstInquiry.by || inquiry.descending !== firstInquiry.descending)
    query.set('order', `${inquiry.descending ? '-' : ''}${inquiry.by}`);
  return query.toString();
}

/** The inquiry as far as the release and the person's part of it can answer. */
export function fitInquiry(inquiry: Inquiry, release: Release, cut: string): Inquiry {
  return { ...inquiry, ...asked(fitView({ ...firstView, ...asked(inquiry) }, release, cut)) };
}

/** Where the hamlets behind a figure are listed beside the map; the list works without the map, too. */
export function listAddress(inquiry: Inquiry, narrowed: Partial<Pick<View, 'unit' | 'verdict' | 'hamlet'>> = {}): string {
  const query = viewToQuery({ ...firstView, ...asked(inquiry), panel: 'hamlets', ...narrowed });
  return query ? `/?${query}` : '/';
}

/** Where the inhabited places without signal of a view of the map are listed. */
export function listedPatches(view: View): string {
  const query = inquiryToQuery({ ...firstInquiry, ...asked(view) });
  return query ? `/overview?${query}` : '/overview';
}

/** A point on the map under the same question. */
export function placeAddress(inquiry: Inquiry, [lon, lat]: Point, zoom: number): string {
  return `/?${viewToQuery({ ...firstView, ...asked(inquiry), camera: { lon, lat, zoom } })}`;
}

function asked<T extends Pick<View, 'release' | 'technology' | 'operator' | 'definition' | 'level' | 'vintage'>>({ release, technology, operator, definition, level, vintage }: T) {
  return { release, technology, operator, definition, level, vintage };
}
