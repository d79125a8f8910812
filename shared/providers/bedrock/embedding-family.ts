import { type JsonObject, objectsIn } from '../../json/json-object.ts';

/** How a maker's embedding models are asked over InvokeModel. */
export interface EmbeddingFamily {
  textsPerCall: number;
  toBody(texts: readonly string[], request: JsonObject): JsonObject;
  /** One vector a text; empty if the answer is not understood. */
  vectorsIn(answer: JsonObject): unknown[];
}

const titanV1: EmbeddingFamily = {
  textsPerCall: 1,
  toBody: ([inputText]) => ({ inputText }),
  vectorsIn: ({ embedding }) => (Array.isArray(embedding) ? [embedding] : []),
};

const titanV2: EmbeddingFamily = {
  ...titanV1,
  toBody: ([inputText], { dimensions }) => ({
    inputText,
    normalize: true,
    ...(typeof dimensions === 'number' ? { dimensions } : {}),
  }),
};

const cohere: EmbeddingFamily = {
  textsPerCall: 96,
  toBody: (texts, { dimensions, input_type }) => ({
    texts,
    input_type: typeof input_type === 'string' ? input_type : 'search_document',
    embedding_types: ['float'],
    ...(typeof dimensions === 'number' ? { output_dimension: dimensions } : {}),
  }),
  vectorsIn({ embeddings }) {
    if (Array.isArray(embeddings)) return embeddings;
    const floats = objectsIn([embeddings])[0]?.['float'];
    return Array.isArray(floats) ? floats : [];
  },
};

/** Null if the model is none of those that Signalbox knows how to ask. */
export function embeddingFamily(model: string): EmbeddingFamily | null {
  if (/amazon\.titan-embed-text-v2/.test(model)) return titanV2;
  if (/amazon\.titan-embed/.test(model)) return titanV1;
  return /cohere\.embed/.test(model) ? cohere : null;
}
