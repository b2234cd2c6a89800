import type { Words } from './contract';

/** The files that anybody may take, as the OpenAPI document says it. */
export interface Datasets {
  release: string;
  asOf: string;
  publishedAt: string;
  synthetic: boolean;
  territory: Words;
  /** Words or an address, as the data owner states it. */
  licence: string;
  contact: string;
  /** Address of the same as DCAT-AP in JSON-LD. */
  catalog: string;
  rows: Dataset[];
}

export interface Dataset {
  name: string;
  title: Words;
  about: Words;
  definition: Words;
  columns: (Words & { name: string })[];
  files: Download[];
}

export interface Download {
  format: string;
  mediaType: string;
  url: string;
  fileName: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}
