// Opens the interview page without a signal: what the page put into its store is given back when
// the network is away. It stores nothing by itself and never sends anything.
"use strict";
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(
    fetch(event.request).catch(async (away) => {
      const kept = await caches.match(event.request, { ignoreSearch: true, ignoreVary: true });
      if (kept) return kept;
      throw away;
    }),
  );
});
