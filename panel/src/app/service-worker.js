/**
 * Shows notices and brings the page forward when one is clicked. It answers no request and keeps no file: what a browser shows is
 * always what the server has, never a panel of last week.
 */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? '/inbox'))
})

async function open(path) {
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (page === undefined) return self.clients.openWindow(path)
  page.postMessage({ open: path })
  return page.focus()
}
