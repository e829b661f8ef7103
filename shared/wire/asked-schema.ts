import * as v from 'valibot';
import { CREDENTIALS_MODES, REDIRECT_MODES, REQUEST_MODES } from '../trace/asked.ts';

/** A well-formed `Asked`. */
export const AskedSchema = v.object({
  credentials: v.exactOptional(v.picklist(CREDENTIALS_MODES)),
  redirect: v.exactOptional(v.picklist(REDIRECT_MODES)),
  mode: v.exactOptional(v.picklist(REQUEST_MODES)),
});
