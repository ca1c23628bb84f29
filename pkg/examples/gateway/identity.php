<?php
// identity.php: with openssl alone, as PHP has it.

/** Who is signed in; null where the header was not made by the gateway, for this application, now. */
function signed_in(string $token): ?array
{
    $octets = fn (string $text): string => (string) base64_decode(strtr($text, '-_', '+/'), true);
    [$head, $body, $signature] = explode('.', $token, 3) + ['', '', ''];
    $header = json_decode($octets($head), true);
    $raw = $octets($signature);
    if (($header['alg'] ?? null) !== 'ES256' || strlen($raw) !== 64) return null;
    $keys = json_decode((string) file_get_contents(getenv('GATEWAY_JWKS')), true)['keys'] ?? [];
    foreach ($keys as $key) {
        if ($key['kid'] !== ($header['kid'] ?? null)) continue;
        // An EC P-256 public key in DER, and the signature as ASN.1 has it.
        $der = hex2bin('3059301306072a8648ce3d020106082a8648ce3d030107034200') . "\x04" . $octets($key['x']) . $octets($key['y']);
        $public = "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END PUBLIC KEY-----\n";
        $numbers = implode('', array_map(function (string $number): string {
            $number = ltrim($number, "\0");
            if ($number === '' || ord($number[0]) > 127) $number = "\0" . $number;
            return "\x02" . chr(strlen($number)) . $number;
        }, str_split($raw, 32)));
        if (openssl_verify("$head.$body", "\x30" . chr(strlen($numbers)) . $numbers, $public, OPENSSL_ALGO_SHA256) !== 1) return null;
        $claims = json_decode($octets($body), true);
        $fits = is_array($claims) && is_int($claims['exp'] ?? null) && time() < $claims['exp'] && isset($claims['sub'], $claims['fc'])
            && ($claims['iss'] ?? null) === getenv('GATEWAY_ISSUER') && ($claims['aud'] ?? null) === getenv('GATEWAY_AUDIENCE');
        return $fits ? $claims : null;
    }
    return null;
}
