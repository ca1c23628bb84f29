//! A Worker's environment: lines `NAME=value`, laid over one that is complete.

use fc_pivot::Code;
use fc_pivot::base::{limits, url};

use super::world::{ISSUER, environment, private_jwk, settings_with};
use super::{text, texts};

/// Settings that are taken make a client; those that are not are named, and no value is shown either way.
pub fn settings(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('=')).collect();
    match settings_with(&lines) {
        Ok(settings) => {
            assert!(settings.client("https://service.example", "/auth").is_ok());
            let issuer = lines.iter().find(|(name, value)| *name == "FC_ISSUER" && !value.is_empty()).map_or(ISSUER, |(_, value)| value);
            assert!(url::is_secure(issuer));
            let lifetime = settings.lifetime();
            assert!(limits::SESSION_SECONDS.contains(&lifetime.seconds) && (lifetime.seconds..=2_592_000).contains(&lifetime.max));
            assert!(limits::ANSWER_MILLISECONDS.contains(&settings.answer_milliseconds()));
            assert!(settings.remarks().iter().all(|remark| remark.starts_with("FC_") || remark.starts_with("SESSION_")));
            let shown = format!("{settings:?}");
            let secret = |name: &str| name == "FC_CLIENT_SECRET" || name.ends_with("_KEYS") || name == "FC_CLIENT_KEY";
            let given = lines
                .iter()
                .copied()
                .chain(environment().iter().map(|(name, value)| (*name, value.as_str())))
                .any(|(name, value)| secret(name) && value.len() > 15 && shown.contains(value));
            assert!(!given, "a secret is shown");
            true
        }
        Err(error) => {
            assert!(
                error.code() == Code::InvalidSettings && (error.message().contains("FC_") || error.message().contains("SESSION_")),
                "{error}"
            );
            false
        }
    }
}

pub fn settings_seeds() -> Vec<Vec<u8>> {
    let key = format!("FC_PRESET=oidc\nFC_CLIENT_SECRET=\nFC_CLIENT_KEY={}\nFC_ACR=gold\nFC_SCOPE=openid email", private_jwk(5));
    texts([
        "",
        "FC_PRESET=franceconnect-plus-production\nFC_ACR=eidas3\nFC_TIMEOUT=2500\nSESSION_STORE=kv",
        "SESSION_TTL=600\nSESSION_MAX=2592000\nSESSION_RENEWAL=sliding\nSESSION_STORE=durable-object",
        "FC_REDIRECT_URI=https://app.example/cb\nFC_POST_LOGOUT_REDIRECT_URI=https://app.example/out\nFC_ISSUER=http://localhost:1/x",
        "FC_AMR=on\nFC_POST_LOGOUT_REDIRECT_URI=none\nFC_TIMEOUT=60000\nSESSION_MAX=7200",
        &key,
    ])
}
