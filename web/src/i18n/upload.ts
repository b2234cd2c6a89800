import { sayer } from './say';
import { uploadEn } from './upload_en';
import { uploadVi, type UploadKey } from './upload_vi';

export type { UploadKey };

/** Says what the pages for sending lists say. */
export const sayUpload = sayer<UploadKey>({ vi: uploadVi, en: uploadEn });
