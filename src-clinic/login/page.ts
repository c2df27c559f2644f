/** The sign-in page. No script, no outside address; `notice` and `action` are escaped here. */
export const signInPage = (action: string, notice: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to the clinic</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { display: grid; place-items: center; min-height: 100vh; margin: 0 }
form { display: grid; gap: .75rem; width: 20rem }
h1 { font-size: 1.25rem; margin: 0 }
label { display: grid; gap: .25rem }
input, button { font: inherit; padding: .5rem; border: 1px solid GrayText; border-radius: 4px }
button { background: #0b5c8a; color: #fff; border-color: #0b5c8a; cursor: pointer }
[role=alert]:empty { display: none }
[role=alert] { border-left: 4px solid #b3261e; padding-left: .5rem }
</style>
</head>
<body>
<main>
<form method="post" action="${escaped(action)}" autocomplete="off">
<h1>Sign in to the clinic</h1>
<p role="alert">${escaped(notice)}</p>
<label>User name <input name="login" required autofocus autocomplete="username"></label>
<label>Password <input name="password" type="password" required autocomplete="current-password"></label>
<label>Code from your app <input name="code" required inputmode="numeric" pattern="[0-9]{6}" maxlength="6" autocomplete="one-time-code"></label>
<button>Sign in</button>
</form>
</main>
</body>
</html>
`

/** The page may post to itself and be sent on to the workstation's own listener; nothing else. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:* http://localhost:*; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
