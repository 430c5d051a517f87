# The portal in production mode. Node runs the TypeScript as it is; there is no build step.
FROM node:26-slim
ENV NODE_ENV=production PORTAL_MODE=production DATA_DIR=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc LICENSE NOTICE ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY tsconfig.json ./
COPY src ./src
COPY views ./views
COPY content ./content
# The demo's identity provider and people have no place in production.
RUN rm -r src/dev && mkdir -m 700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server.ts"]
