import { base64 } from './base64';

/** A file as it goes along in a request; the content in base64. */
export interface SentFile {
  name: string;
  content: string;
}

/** The most bytes of such a file: in base64 they are just below what a request may carry. */
export const mostSent = 700_000;

export const sentFile = async (file: File): Promise<SentFile> => ({ name: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) });
