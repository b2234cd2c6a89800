import { sayUpload, type UploadKey } from '../i18n/upload';
import type { Fill } from '../i18n/say';
import { useVisit } from '../panels/context';

/** The visit, and a voice that knows the words for sending lists. */
export function useUploadDesk() {
  const visit = useVisit();
  const u = (key: UploadKey, fill?: Fill): string => sayUpload(visit.taste.language, key, fill);
  return { visit, u };
}
