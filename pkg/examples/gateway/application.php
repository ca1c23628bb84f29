<?php
// application.php
require __DIR__ . '/identity.php';

$person = signed_in($_SERVER['HTTP_FC_IDENTITY'] ?? '');
header('content-type: text/plain; charset=utf-8');
http_response_code($person === null ? 401 : 200);
if ($person !== null) echo "Good day, {$person['fc']['identity']['birthName']}\n";
