import { type ApiClient, ApiError, createClient } from '../../../shared/contract/client.ts';
import { config } from './config.ts';
import { projectStore } from './project.ts';
import { accessToken, endSession, renewSession } from './session.ts';

export { ApiError } from '../../../shared/contract/client.ts';

function client(): ApiClient {
  return createClient({
    baseUrl: config().apiUrl.replace(/\/$/, ''),
    credentials: async () => ({ token: await accessToken(), projectId: projectStore.get() }),
  });
}

/**
 * The API, typed by its contracts, as the person who is signed in and in the selected project. A refused token is
 * renewed once; if it is still refused the session ends, which shows the sign-in screen.
 */
export const api: ApiClient = {
  async call(contract, input) {
    try {
      return await client().call(contract, input);
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
      if ((await renewSession()) === null) throw error;
    }
    try {
      return await client().call(contract, input);
    } catch (error) {
      if (isRefusedToken(error)) endSession();
      throw error;
    }
  },
};

function isRefusedToken(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
