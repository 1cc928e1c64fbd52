/* The app's service worker. */
importScripts("/push-worker.js");
