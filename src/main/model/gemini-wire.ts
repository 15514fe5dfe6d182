import type { GenerateContentRequest, GenerationConfig } from '@google/generative-ai';
import { z } from 'zod';
import type { Usage } from '../../preload/contract/answer.ts';
import type { ModelRequest } from './model.ts';

/** What the REST API sends, of it what we use. https://ai.google.dev/api/generate-content */
const count = z
  .number()
  .int()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? 0);

const UsageMetadata = z.object({
  promptTokenCount: count,
  cachedContentTokenCount: count,
  candidatesTokenCount: count,
  thoughtsTokenCount: count,
  toolUsePromptTokenCount: count,
});

const Part = z.object({ text: z.string().default(''), thought: z.boolean().default(false) });

const Candidate = z.object({
  content: z.object({ parts: z.array(Part).default([]) }).default({ parts: [] }),
  finishReason: z.string().nullish(),
});

export const GeminiChunk = z.object({
  candidates: z.array(Candidate).default([]),
  promptFeedback: z.object({ blockReason: z.string().nullish() }).nullish(),
  usageMetadata: UsageMetadata.nullish(),
});
export type GeminiChunk = z.infer<typeof GeminiChunk>;

/** Thinking is billed as output; cached tokens are part of the prompt. */
export function geminiUsage(metadata: z.infer<typeof UsageMetadata>): Usage {
  const input = metadata.promptTokenCount + metadata.toolUsePromptTokenCount;
  return {
    input,
    cached: Math.min(input, metadata.cachedContentTokenCount),
    output: metadata.candidatesTokenCount + metadata.thoughtsTokenCount,
    thinking: metadata.thoughtsTokenCount,
  };
}

/** The answer's own text, without the model's thoughts. */
export const geminiText = (chunk: GeminiChunk): string =>
  (chunk.candidates[0]?.content.parts ?? [])
    .filter((part) => !part.thought)
    .map((part) => part.text)
    .join('');

/** The SDK's types are older than the API: it passes unknown fields through. */
type Config = GenerationConfig & { responseJsonSchema?: Readonly<Record<string, unknown>> };

function generationConfig(request: ModelRequest, withSchema: boolean): Config {
  const config: Config = { maxOutputTokens: request.maxOutputTokens };
  if (request.json === null) return config;
  config.responseMimeType = 'application/json';
  if (withSchema) {
    const { $schema: _, ...schema } = request.json;
    config.responseJsonSchema = schema;
  }
  return config;
}

export function geminiBody(request: ModelRequest, withSchema: boolean): GenerateContentRequest {
  return {
    contents: request.messages.map(({ role, text }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: [{ text }],
    })),
    ...(request.system === ''
      ? {}
      : { systemInstruction: { role: 'system', parts: [{ text: request.system }] } }),
    generationConfig: generationConfig(request, withSchema),
  };
}

export const GeminiModels = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        displayName: z.string().optional(),
        inputTokenLimit: z.number().int().optional(),
        supportedGenerationMethods: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});
