<?php
/**
 * A receiver by hand (PHP 8.1 or newer, with pdo_sqlite for the example's memory). Behind nginx or Apache, or to try it:
 *
 *   WEBHOOK_SECRET=whsec_... php -S 127.0.0.1:3000 examples/receive.php
 */
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

function isGenuine(string $secret, string $id, string $timestamp, string $signatures, string $body): bool
{
    $key = base64_decode(substr($secret, strlen('whsec_')), true);
    if ($key === false || $key === '' || $id === '' || !ctype_digit($timestamp)) {
        return false;
    }
    if (abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    // While a secret is rotated there are several, with a blank between them.
    foreach (explode(' ', $signatures) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}

/** Which deliveries were handled. Yours is a table of the database in which the work is done. */
function openMemory(): PDO
{
    $db = new PDO('sqlite:' . (getenv('DATABASE') ?: sys_get_temp_dir() . '/recado-handled.sqlite'));
    $db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
    $db->exec('pragma busy_timeout = 10000');
    $db->exec('create table if not exists handled (id text primary key)');
    return $db;
}

function work(array $body, string $event): void
{
    if ($event === 'message' && !$body['fromMe']) {
        error_log("ticket {$body['ticket']['id']}: {$body['messageBody']}");
    }
}

function receive(): int
{
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        return 405;
    }
    // The signature is over these bytes: parse them afterwards.
    $body = file_get_contents('php://input');
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    $signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';
    if (!isGenuine((string) getenv('WEBHOOK_SECRET'), $id, $timestamp, $signatures, $body)) {
        return 401;
    }
    // One transaction: the id is kept if and only if the work was done.
    $db = openMemory();
    $db->beginTransaction();
    $insert = $db->prepare('insert or ignore into handled values (?)');
    $insert->execute([$id]);
    if ($insert->rowCount() === 1) {
        work(json_decode($body, true, 512, JSON_THROW_ON_ERROR), $_SERVER['HTTP_RECADO_EVENT'] ?? '');
    }
    $db->commit();
    return 204;
}

try {
    http_response_code(receive());
} catch (Throwable $error) {
    // Anything but 2xx asks for a retry: the same id, the same bytes. What was begun is rolled back.
    error_log((string) $error);
    http_response_code(500);
}
