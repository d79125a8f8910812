/** How often the queue of replays delivers a message before it gives it up. */
export const maxReplayReceives = 5;
