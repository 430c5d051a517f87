import { z } from 'zod';
import { apiPaths, openapiPath, type ApiPath } from './api-paths.ts';
import { problemSchema } from './api-schemas.ts';

/** What is shared stands in the document's components. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $defs, ...own } = z.toJSONSchema(schema, { io });
  delete own.$schema;
  const text = JSON.stringify(own).replaceAll('"#/$defs/', '"#/components/schemas/');
  return { own: JSON.parse(text) as object, shared: $defs ?? {} };
};

const parametersOf = (query: z.ZodObject) =>
  Object.entries(query.shape as Record<string, z.ZodType>).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field, 'input').own as { description?: string };
    return { name, in: 'query', required: false, description, schema };
  });

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const problems = {
  400: problem('The query is not as described here.'),
  401: problem('No token, or one that is unknown, revoked or expired.'),
  403: problem('The token is not for this.'),
  429: problem('Too many requests: wait as many seconds as Retry-After says.'),
};

const operationOf = ({ scope, summary, query, answer }: ApiPath) => ({
  get: {
    operationId: scope,
    summary,
    description: `Needs a token with the scope \`${scope}\`.`,
    parameters: parametersOf(query),
    responses: {
      200: {
        description: 'OK',
        headers: {
          ETag: { schema: { type: 'string' } },
          RateLimit: { schema: { type: 'string' } },
          'RateLimit-Policy': { schema: { type: 'string' } },
        },
        content: { 'application/json': { schema: schemaOf(answer, 'output').own } },
      },
      304: { description: 'Nothing has changed since the ETag in If-None-Match.' },
      ...problems,
    },
  },
});

const plain = {
  get: {
    operationId: 'openapi',
    summary: 'This document',
    security: [],
    responses: { 200: { description: 'OK', content: { 'application/json': {} } } },
  },
};

/** The API as OpenAPI 3.1, made from the schemas that read queries and shape answers. */
export const openapiDocument = (origin: string) => {
  const shared = Object.values(apiPaths).map(({ answer }) => schemaOf(answer, 'output').shared);
  const paths = Object.entries(apiPaths).map(([path, one]) => [path, operationOf(one)] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Read API',
      version: '1.0.0',
      description: 'Who has done the IT-security course. Read only; never a personal number.',
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ token: [] }],
    paths: { ...Object.fromEntries(paths), [openapiPath]: plain },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: Object.assign(
        { Problem: schemaOf(problemSchema, 'output').own },
        ...shared,
      ) as object,
    },
  };
};
