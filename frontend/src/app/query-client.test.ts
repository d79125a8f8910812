import { onlineManager, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '../lib/api.ts';
import { isWorthRetrying, queryClient } from './query-client.ts';

const refusal = (status: number, retryable: boolean) =>
  new ApiError(status, { type: '', title: '', status, detail: '', code: '', requestId: '', retryable });

it.each([
  ['no network', 0, new TypeError('Failed to fetch'), true],
  ['an answer that can be retried', 1, refusal(503, true), true],
  ['an answer that cannot', 0, refusal(500, false), false],
  ['a gateway’s own 502', 0, new ApiError(502, null), true],
  ['a refusal', 0, new ApiError(403, null), false],
  ['a third failure', 2, new TypeError('Failed to fetch'), false],
  ['a mistake of ours', 0, new Error('x'), false],
])('repeats after %s: %#', (_case, failures, error, isRepeated) => {
  expect(isWorthRetrying(failures, error)).toBe(isRepeated);
});

afterEach(() => vi.unstubAllGlobals());

it('fails offline at once instead of waiting, and reads again when the network is back', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  expect(isWorthRetrying(0, new TypeError('Failed to fetch'))).toBe(false);
  onlineManager.setOnline(false);
  const queryFn = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue('loaded');
  const observer = new QueryObserver(queryClient, { queryKey: ['offline'], queryFn });
  queryClient.mount();
  const unsubscribe = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().status).toBe('error'));

  vi.stubGlobal('navigator', { onLine: true });
  onlineManager.setOnline(true);
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('loaded'));
  unsubscribe();
  queryClient.unmount();
});
