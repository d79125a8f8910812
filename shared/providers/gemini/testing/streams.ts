/**
 * Streams of `streamGenerateContent?alt=sse`, written by hand after the fields of GenerateContentResponse and UsageMetadata
 * in the reference (ai.google.dev/api/generate-content); none is recorded from a live call.
 */
const common = { modelVersion: 'gemini-3-flash', responseId: 'resp_1' };
const event = (json: object) => `data: ${JSON.stringify({ ...json, ...common })}\r\n\r\n`;
const piece = (parts: object[], more: object = {}, usage?: object) =>
  event({
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
    ...(usage === undefined ? {} : { usageMetadata: usage }),
  });

export const textStream =
  piece([{ text: 'Grüß' }], {}, { promptTokenCount: 8, totalTokenCount: 8 }) +
  piece([{ text: ' Gott' }]) +
  piece(
    [{ text: '', thoughtSignature: 'c2ln' }],
    { finishReason: 'STOP' },
    { promptTokenCount: 8, candidatesTokenCount: 3, thoughtsTokenCount: 5, totalTokenCount: 16 },
  );

export const toolStream =
  piece([{ text: 'I should look.', thought: true }]) +
  piece([
    { functionCall: { name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: 'dG9vbA==' },
    { functionCall: { id: 'fc_2', name: 'time', args: {} } },
  ]) +
  piece([], { finishReason: 'STOP' }, { promptTokenCount: 20, candidatesTokenCount: 9 });

export const searchStream =
  piece([{ text: 'Ås won.' }]) +
  piece([], {
    finishReason: 'STOP',
    groundingMetadata: {
      groundingChunks: [
        { web: { uri: 'https://a.example', title: 'a' } },
        { web: { uri: 'https://b.example', title: 'b' } },
      ],
      groundingSupports: [{ segment: { startIndex: 0, endIndex: 8, text: 'Ås won.' }, groundingChunkIndices: [0] }],
    },
  });

export const blockedStream = event({
  promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
  usageMetadata: { promptTokenCount: 4, totalTokenCount: 4 },
});

export const twoAnswersStream =
  event({
    candidates: [
      { content: { parts: [{ text: 'a' }] }, index: 0 },
      { content: { parts: [{ text: 'b' }] }, index: 1 },
    ],
  }) +
  event({
    candidates: [
      { finishReason: 'STOP', index: 0 },
      { finishReason: 'MAX_TOKENS', index: 1 },
    ],
  });

export const malformedStream = piece([], { finishReason: 'MALFORMED_FUNCTION_CALL' }, { promptTokenCount: 4 });

export const errorStream = `${piece([{ text: 'Hal' }])}data: ${JSON.stringify({
  error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' },
})}\r\n\r\n`;

export const imageStream =
  piece([{ inlineData: { mimeType: 'image/png', data: 'iVBO' } }]) +
  piece([{ executableCode: { language: 'PYTHON', code: 'print(1)' } }, { codeExecutionResult: { output: '1' } }]) +
  piece([{ text: 'x' }], {
    logprobsResult: {
      topCandidates: [{ candidates: [{ token: 'x', logProbability: -0.1 }] }],
      chosenCandidates: [{ token: 'x', logProbability: -0.1 }],
    },
  }) +
  piece([{ text: ' and' }], { finishReason: 'SAFETY' });

export const allStreams = {
  textStream,
  toolStream,
  searchStream,
  blockedStream,
  twoAnswersStream,
  malformedStream,
  errorStream,
  imageStream,
};
