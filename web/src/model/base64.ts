/** Bytes in base64, as programs send files within JSON. */
export function base64(bytes: Uint8Array): string {
  const part = 0x8000; // more arguments at once than this some browsers refuse
  let text = '';
  for (let i = 0; i < bytes.length; i += part) text += String.fromCharCode(...bytes.subarray(i, i + part));
  return btoa(text);
}
