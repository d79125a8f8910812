import { aiSdkClients } from './ai-sdk.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { Client } from './client.ts';
import { langChainClients } from './langchain.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiResponses } from './openai-responses.ts';

/** Clients that nobody here wrote. */
export const clients: readonly Client[] = [
  openAiChat,
  openAiResponses,
  anthropicMessages,
  ...aiSdkClients,
  ...langChainClients,
];
