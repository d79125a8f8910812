import type { OpenItem } from './open-item.ts';
import type { OutputList } from './output-list.ts';

/** Writes an `image_generation_call`, the form that this API has for a picture. It comes whole. */
export function openPicture(list: OutputList): OpenItem {
  const output = list.add('ig', { type: 'image_generation_call', status: 'in_progress', result: null });
  let result: string | null = null;
  let format = '';
  return {
    takes: () => false,
    write(part) {
      if (part.kind !== 'picture') return;
      result = part.base64;
      format = part.mediaType.replace(/^image\//, '');
    },
    close(status) {
      output.tell({ type: 'response.image_generation_call.completed' });
      output.close({ status, result, output_format: format });
    },
  };
}
